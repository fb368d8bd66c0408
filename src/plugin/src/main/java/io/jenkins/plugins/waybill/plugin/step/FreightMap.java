package io.jenkins.plugins.waybill.plugin.step;

import io.jenkins.plugins.waybill.model.Freight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Freight as a map for scripts: texts, lists and maps only, so that it survives a restart. */
final class FreightMap {

    private FreightMap() {}

    static Map<String, Object> of(Freight freight) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", freight.name());
        map.put("alias", freight.alias());
        map.put("warehouse", freight.origin().name());
        map.put("discoveredAt", freight.discoveredAt().toString());
        List<Map<String, String>> images = new ArrayList<>();
        freight.artifacts()
                .images()
                .forEach(image ->
                        images.add(texts("repoURL", image.repoUrl(), "tag", image.tag(), "digest", image.digest())));
        map.put("images", images);
        List<Map<String, String>> commits = new ArrayList<>();
        freight.artifacts()
                .commits()
                .forEach(commit -> commits.add(texts(
                        "repoURL",
                        commit.repoUrl(),
                        "id",
                        commit.id(),
                        "branch",
                        commit.branch(),
                        "tag",
                        commit.tag(),
                        "message",
                        commit.message(),
                        "author",
                        commit.author())));
        map.put("commits", commits);
        List<Map<String, String>> charts = new ArrayList<>();
        freight.artifacts()
                .charts()
                .forEach(chart -> charts.add(
                        texts("repoURL", chart.repoUrl(), "name", chart.name(), "version", chart.version())));
        map.put("charts", charts);
        List<Map<String, String>> artifacts = new ArrayList<>();
        freight.artifacts()
                .artifacts()
                .forEach(artifact -> artifacts.add(texts(
                        "artifactType",
                        artifact.artifactType(),
                        "subscriptionName",
                        artifact.subscriptionName(),
                        "version",
                        artifact.version())));
        map.put("artifacts", artifacts);
        return map;
    }

    private static Map<String, String> texts(String... keysAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
