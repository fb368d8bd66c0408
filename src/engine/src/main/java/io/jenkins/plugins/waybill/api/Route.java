package io.jenkins.plugins.waybill.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One thing that can be asked.
 *
 * @param method {@code GET} for reading, {@code POST} for everything else
 * @param template such as {@code /projects/{project}}
 * @param permission what the asker needs beyond seeing the project
 * @param stageOf the Stage that the permission is asked for; gives null for the project as a whole
 * @param versioned whether the answer changes only with the project's version, so that it carries an ETag
 * @param handler gives the answer
 */
record Route(
        String method,
        String template,
        Permission permission,
        Function<Call, @Nullable String> stageOf,
        boolean versioned,
        Function<Call, ApiResponse> handler) {

    static Route get(String template, Function<Call, ApiResponse> handler) {
        return new Route("GET", template, Permission.VIEW, Call::noStage, false, handler);
    }

    static Route versioned(String template, Function<Call, ApiResponse> handler) {
        return new Route("GET", template, Permission.VIEW, Call::noStage, true, handler);
    }

    static Route post(
            String template,
            Permission permission,
            Function<Call, @Nullable String> stageOf,
            Function<Call, ApiResponse> handler) {
        return new Route("POST", template, permission, stageOf, false, handler);
    }

    /** The values of the template's variables when the path fits; null when it does not. */
    @Nullable
    Map<String, String> match(List<String> segments) {
        String[] parts = template.substring(1).split("/");
        if (parts.length != segments.size()) {
            return null;
        }
        Map<String, String> variables = new HashMap<>();
        for (int index = 0; index < parts.length; index++) {
            String part = parts[index];
            String segment = segments.get(index);
            if (part.startsWith("{")) {
                variables.put(part.substring(1, part.length() - 1), segment);
            } else if (!part.equals(segment)) {
                return null;
            }
        }
        return variables;
    }
}
