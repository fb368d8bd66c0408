package io.jenkins.plugins.waybill.warehouse.image;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.expression.GoTime;
import org.jspecify.annotations.Nullable;

/** When images were built, as far as they say. */
final class CreationTime {

    private static final List<String> KEYS = List.of("org.opencontainers.image.created", "org.label-schema.build-date");

    private CreationTime() {}

    /** The first time that can be read among annotations or labels that hold one. */
    static @Nullable Instant in(Map<String, String> notes) {
        return KEYS.stream()
                .map(notes::get)
                .filter(Objects::nonNull)
                .flatMap(text -> GoTime.rfc3339(text).stream())
                .findFirst()
                .orElse(null);
    }

    static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
