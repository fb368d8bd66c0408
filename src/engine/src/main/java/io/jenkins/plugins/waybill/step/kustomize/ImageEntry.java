package io.jenkins.plugins.waybill.step.kustomize;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a kustomization's {@code images}; a part is null where it says nothing, and {@code *} in a wanted entry
 * keeps what is there.
 */
record ImageEntry(
        String name,
        @Nullable String newName,
        @Nullable String newTag,
        @Nullable String digest) {

    /** This entry as wanted over the one that is there. */
    ImageEntry over(@Nullable ImageEntry existing) {
        return new ImageEntry(
                name,
                kept(newName, existing == null ? null : existing.newName),
                kept(newTag, existing == null ? null : existing.newTag),
                kept(digest, existing == null ? null : existing.digest));
    }

    private static @Nullable String kept(@Nullable String wanted, @Nullable String existing) {
        if ("*".equals(wanted)) {
            return existing;
        }
        return wanted == null || wanted.isEmpty() ? null : wanted;
    }

    /** What is written of it, in Kustomize's order. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", name);
        if (newName != null) {
            fields.put("newName", newName);
        }
        if (newTag != null) {
            fields.put("newTag", newTag);
        }
        if (digest != null) {
            fields.put("digest", digest);
        }
        return fields;
    }

    /** For people; what is kept is left out. */
    String reference() {
        String image = says(newName) ? String.valueOf(newName) : name;
        return image + (says(newTag) ? ":" + newTag : "") + (says(digest) ? "@" + digest : "");
    }

    private static boolean says(@Nullable String part) {
        return part != null && !part.isEmpty() && !part.equals("*");
    }
}
