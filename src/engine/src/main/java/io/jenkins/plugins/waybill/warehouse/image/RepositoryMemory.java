package io.jenkins.plugins.waybill.warehouse.image;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one repository: what a digest stands for, which never changes, and where tags pointed when last looked
 * at. Thread-safe.
 */
final class RepositoryMemory {

    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final Map<String, ManifestFacts> manifests = new ConcurrentHashMap<>();
    private final Map<String, ConfigFacts> configs = new ConcurrentHashMap<>();
    private final AtomicBoolean changed = new AtomicBoolean();

    /** All of it, for keeping. */
    record Content(Map<String, String> tags, Map<String, ManifestFacts> manifests, Map<String, ConfigFacts> configs) {}

    RepositoryMemory(Content content) {
        tags.putAll(content.tags());
        manifests.putAll(content.manifests());
        configs.putAll(content.configs());
    }

    Content content() {
        return new Content(Map.copyOf(tags), Map.copyOf(manifests), Map.copyOf(configs));
    }

    int size() {
        return tags.size() + manifests.size() + configs.size();
    }

    @Nullable
    String tag(String tag) {
        return tags.get(tag);
    }

    void tag(String tag, @Nullable String digest) {
        String before = digest == null ? tags.remove(tag) : tags.put(tag, digest);
        if (digest == null ? before != null : !digest.equals(before)) {
            changed.set(true);
        }
    }

    @Nullable
    ManifestFacts manifest(String digest) {
        return manifests.get(digest);
    }

    void add(ManifestFacts facts) {
        if (manifests.put(facts.digest(), facts) == null) {
            changed.set(true);
        }
    }

    @Nullable
    ConfigFacts config(String digest) {
        return configs.get(digest);
    }

    void add(String digest, ConfigFacts facts) {
        if (configs.put(digest, facts) == null) {
            changed.set(true);
        }
    }

    /** Forgets tags that are not there any more, and what only they pointed to. */
    void retain(Collection<String> existing) {
        Set<String> there = existing instanceof Set<String> set ? set : new HashSet<>(existing);
        if (!tags.keySet().retainAll(there)) {
            return;
        }
        Set<String> digests = new HashSet<>(tags.values());
        for (String digest : tags.values()) {
            ManifestFacts facts = manifests.get(digest);
            if (facts != null) {
                facts.entries().forEach(entry -> digests.add(entry.digest()));
            }
        }
        manifests.keySet().retainAll(digests);
        Set<String> used = new HashSet<>();
        manifests.values().forEach(facts -> used.add(facts.config()));
        configs.keySet().retainAll(used);
        changed.set(true);
    }

    /** True once after each change. */
    boolean takeChanged() {
        return changed.getAndSet(false);
    }
}
