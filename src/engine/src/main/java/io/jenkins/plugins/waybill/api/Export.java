package io.jenkins.plugins.waybill.api;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A list as a file, whole and with the same filters.
 *
 * @param format {@code csv} or {@code json}
 * @param name of the file, without its ending
 */
record Export(String format, String name) {

    /** More than this is no file for a spreadsheet; narrow the filter. */
    static final int MOST = 20_000;

    private static final String CSV = "csv";
    private static final String JSON = "json";

    /** What the query asks for; empty when it asks for a page of a list. */
    static Optional<Export> of(Call call, String list) {
        return call.query("format").map(format -> {
            if (!format.equals(CSV) && !format.equals(JSON)) {
                throw Problem.invalid("The format is '" + format + "'; expected csv or json, or none for a page.");
            }
            LocalDate day = call.now().atZone(ZoneOffset.UTC).toLocalDate();
            return new Export(format, call.projectName() + "-" + list + "-" + day);
        });
    }

    <T> ApiResponse answer(List<String> columns, List<T> rows, Function<T, List<Object>> cells) {
        return format.equals(CSV)
                ? file("text/csv; charset=utf-8", csv(columns, rows, cells))
                : file(ApiResponse.JSON, Json.bytes(rows));
    }

    private ApiResponse file(String type, byte[] content) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return new ApiResponse(
                200,
                Map.of(
                        "Content-Type",
                        type,
                        "Cache-Control",
                        "no-store",
                        "Content-Disposition",
                        "attachment; filename=\"" + safe + "." + format + "\""),
                content);
    }

    private static <T> byte[] csv(List<String> columns, List<T> rows, Function<T, List<Object>> cells) {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append("\r\n");
        for (T row : rows) {
            text.append(cells.apply(row).stream().map(Export::cell).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** As RFC 4180 quotes; a text that a spreadsheet would run as a formula is kept from it by an apostrophe. */
    private static String cell(Object value) {
        String text = value.toString();
        if (value instanceof String && text.matches("(?s)[=+\\-@\\t\\r].*")) {
            text = "'" + text;
        }
        return text.matches("(?s).*[\",\\r\\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
