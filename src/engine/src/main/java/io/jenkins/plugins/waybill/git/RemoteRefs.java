package io.jenkins.plugins.waybill.git;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * What a remote says it has.
 *
 * @param branches commits by short name, sorted by name
 * @param tags commits by short name, sorted by name; annotated tags give the commit that they point to
 * @param defaultBranch the short name of the branch that HEAD points to; empty when the remote does not say
 */
public record RemoteRefs(Map<String, ObjectId> branches, Map<String, ObjectId> tags, Optional<String> defaultBranch) {

    static RemoteRefs of(Iterable<Ref> advertised) {
        var branches = new TreeMap<String, ObjectId>();
        var tags = new TreeMap<String, ObjectId>();
        for (Ref ref : advertised) {
            String name = ref.getName();
            ObjectId id = ref.getObjectId();
            if (id == null) {
                continue;
            }
            if (name.startsWith(Constants.R_HEADS)) {
                branches.put(name.substring(Constants.R_HEADS.length()), id.copy());
            } else if (name.startsWith(Constants.R_TAGS)) {
                ObjectId peeled = ref.getPeeledObjectId();
                tags.put(name.substring(Constants.R_TAGS.length()), (peeled != null ? peeled : id).copy());
            }
        }
        return new RemoteRefs(branches, tags, defaultBranch(advertised, branches));
    }

    /** The branch behind HEAD: what HEAD links to, or, from servers too old to say, the branch with its commit. */
    static Optional<String> defaultBranch(Iterable<Ref> advertised, Map<String, ObjectId> branches) {
        for (Ref ref : advertised) {
            if (!ref.getName().equals(Constants.HEAD)) {
                continue;
            }
            if (ref.isSymbolic()) {
                String target = ref.getTarget().getName();
                return target.startsWith(Constants.R_HEADS)
                        ? Optional.of(target.substring(Constants.R_HEADS.length()))
                        : Optional.empty();
            }
            ObjectId id = ref.getObjectId();
            for (String likely : new String[] {"main", "master"}) {
                if (id != null && id.equals(branches.get(likely))) {
                    return Optional.of(likely);
                }
            }
            return branches.entrySet().stream()
                    .filter(branch -> branch.getValue().equals(id))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
        return Optional.empty();
    }
}
