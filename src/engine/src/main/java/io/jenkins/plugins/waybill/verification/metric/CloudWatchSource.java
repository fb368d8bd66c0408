package io.jenkins.plugins.waybill.verification.metric;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * {@code cloudWatch}: GetMetricData with a signed request; {@code result} is the list of results, each with
 * {@code Id}, {@code Label}, {@code StatusCode}, {@code Timestamps} and {@code Values}.
 */
final class CloudWatchSource implements MetricSource {

    @Override
    public Reading read(JsonNode config, MetricContext context) throws IOException, InterruptedException {
        AwsAccess access = AwsAccess.of(JsonNodeFactory.instance.objectNode(), context);
        Duration interval = MetricDuration.read(config, "interval", Duration.ofMinutes(5));
        String form = form(config, context.now().truncatedTo(ChronoUnit.SECONDS), interval);
        String address = access.endpoint() == null
                ? "https://monitoring." + access.region() + ".amazonaws.com"
                        + (access.region().startsWith("cn-") ? ".cn" : "")
                : access.endpoint();
        HttpCall call = HttpCall.of("POST", MetricHttp.join(address, "/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/xml")
                .body(form.getBytes(StandardCharsets.UTF_8));
        HttpAnswer answer = MetricHttp.send(access.sign(call, "monitoring", context.now()));
        Element root = root(call, answer);
        if (!answer.isSuccess()) {
            throw new IOException("CloudWatch answered " + answer.status() + ": " + text(first(root, "Code"))
                    + MetricHttp.complaint(text(first(root, "Message"))));
        }
        return reading(root);
    }

    private static String form(JsonNode config, Instant end, Duration interval) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", "GetMetricData");
        form.put("Version", "2010-08-01");
        form.put("StartTime", end.minus(interval).toString());
        form.put("EndTime", end.toString());
        int number = 1;
        for (JsonNode query : config.path("metricDataQueries")) {
            String prefix = "MetricDataQueries.member." + number++ + ".";
            put(form, prefix + "Id", query.path("id"));
            put(form, prefix + "Expression", query.path("expression"));
            put(form, prefix + "Label", query.path("label"));
            put(form, prefix + "Period", query.path("period"));
            put(form, prefix + "ReturnData", query.path("returnData"));
            JsonNode stat = query.path("metricStat");
            put(form, prefix + "MetricStat.Period", stat.path("period"));
            put(form, prefix + "MetricStat.Stat", stat.path("stat"));
            put(form, prefix + "MetricStat.Unit", stat.path("unit"));
            JsonNode metric = stat.path("metric");
            put(form, prefix + "MetricStat.Metric.Namespace", metric.path("namespace"));
            put(form, prefix + "MetricStat.Metric.MetricName", metric.path("metricName"));
            int dimension = 1;
            for (JsonNode pair : metric.path("dimensions")) {
                String place = prefix + "MetricStat.Metric.Dimensions.member." + dimension++ + ".";
                put(form, place + "Name", pair.path("name"));
                put(form, place + "Value", pair.path("value"));
            }
        }
        List<String> pairs = new ArrayList<>();
        form.forEach((name, value) -> pairs.add(HttpAccess.encode(name) + "=" + HttpAccess.encode(value)));
        return String.join("&", pairs);
    }

    private static void put(Map<String, String> form, String name, JsonNode value) {
        if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
            form.put(name, value.asText());
        }
    }

    private static Reading reading(Element root) throws IOException {
        List<Object> results = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Element member : members(first(root, "MetricDataResults"))) {
            List<Double> values = new ArrayList<>();
            for (Element value : members(child(member, "Values"))) {
                values.add(number(text(value)));
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("Id", text(child(member, "Id")));
            result.put("Label", text(child(member, "Label")));
            result.put("StatusCode", text(child(member, "StatusCode")));
            result.put(
                    "Timestamps",
                    members(child(member, "Timestamps")).stream()
                            .map(CloudWatchSource::text)
                            .toList());
            result.put("Values", values);
            results.add(result);
            texts.add(Numbers.plain(values));
        }
        List<String> messages = members(first(root, "Messages")).stream()
                .map(message -> text(child(message, "Code")) + ": " + text(child(message, "Value")))
                .toList();
        return new Reading(
                results,
                "[" + String.join(",", texts) + "]",
                messages.isEmpty() ? Map.of() : Map.of("messages", String.join("; ", messages)));
    }

    private static double number(String text) throws IOException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IOException("CloudWatch's answer has the value '" + text + "', which is no number.", e);
        }
    }

    private static Element root(HttpCall call, HttpAnswer answer) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(answer.body())).getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(call + " answered " + answer.status() + ", but not with XML.", e);
        }
    }

    private static @Nullable Element first(Element root, String name) {
        return root.getElementsByTagName(name).item(0) instanceof Element element ? element : null;
    }

    private static @Nullable Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }

    private static List<Element> members(@Nullable Element list) {
        List<Element> members = new ArrayList<>();
        for (Node node = list == null ? null : list.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals("member")) {
                members.add(element);
            }
        }
        return members;
    }

    private static String text(@Nullable Element element) {
        return element == null ? "" : element.getTextContent().strip();
    }
}
