package io.jenkins.plugins.waybill.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.engine.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests. Thread-safe, and never throws.
 *
 * <p>A host maps its web server's requests to {@link ApiRequest}s below {@code …/api/v1}, says who asks, and protects
 * POST against forgery in its own way. What is there to ask is in {@code openapi.json} beside this class.
 */
public final class Api {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private static final String GRAPH = "/projects/{project}/graph";

    private final PromotionEngine engine;
    private final Access access;
    private final InstantSource clock;
    private final Router router;
    private final byte[] document;
    private final String instance = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, Rendered> graphs = new ConcurrentHashMap<>();

    /** A graph as it was rendered; {@code staleAt} is null when only a change makes it stale. */
    private record Rendered(String version, @Nullable Instant staleAt, String tag, ApiResponse response) {}

    /** The API of an engine, for those whom the host lets in. */
    public Api(PromotionEngine engine, Access access, InstantSource clock) {
        this.engine = engine;
        this.access = access;
        this.clock = clock;
        this.document = document();
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get("/openapi.json", call -> ApiResponse.json(200, document)));
        routes.add(Route.get("/projects", this::projects));
        routes.add(Route.get("/projects/{project}/access", this::permissions));
        routes.add(Route.versioned(GRAPH, this::graph));
        routes.addAll(ReadRoutes.all());
        routes.addAll(CandidateRoutes.all());
        routes.addAll(WriteRoutes.all());
        routes.addAll(AnswerRoutes.all());
        routes.addAll(ApprovalRoutes.all());
        routes.addAll(new DelegationRoutes(access).all());
        routes.addAll(AuditRoutes.all());
        routes.addAll(HistoryRoutes.all());
        routes.addAll(InsightRoutes.all());
        routes.addAll(ChangeRoutes.all());
        routes.addAll(ManifestRoutes.all());
        routes.addAll(new WaitingRoutes(access).all());
        this.router = new Router(routes);
    }

    /** The OpenAPI 3.1 document. */
    private static byte[] document() {
        try (InputStream resource = Api.class.getResourceAsStream("openapi.json")) {
            if (resource == null) {
                throw new IllegalStateException("openapi.json is missing beside " + Api.class.getName());
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers a request; every problem is an answer too. */
    public ApiResponse handle(ApiRequest request) {
        try {
            if (request.body().length > ApiRequest.MAX_BODY_BYTES) {
                throw Problem.tooLarge();
            }
            Router.Found found = router.find(request);
            return answer(found.route(), new Call(engine, request, found.path(), clock.instant()), request);
        } catch (Problem problem) {
            return problem.response();
        } catch (Refusal refusal) {
            return Problem.of(refusal).response();
        } catch (RuntimeException e) {
            String reference = UUID.randomUUID().toString().substring(0, 8);
            LOG.error("{}: {} {} failed", reference, request.method(), request.path(), e);
            return Problem.internal(reference).response();
        }
    }

    List<Route> routes() {
        return router.routes();
    }

    private ApiResponse answer(Route route, Call call, ApiRequest request) {
        if (route.template().startsWith("/projects/{project}")) {
            admit(route, call);
        }
        if (!route.versioned() || route.template().equals(GRAPH)) {
            // The graph sees to its tag itself.
            return route.handler().apply(call);
        }
        String tag = tag(call);
        if (request.header("if-none-match").filter(tags -> matches(tags, tag)).isPresent()) {
            return ApiResponse.unchanged(tag);
        }
        return route.handler().apply(call).with("ETag", tag);
    }

    /** Whoever may not even see a project is told what a stranger is told. */
    private void admit(Route route, Call call) {
        String project = call.projectName();
        if (!access.may(call.actor(), Permission.VIEW, project, null)) {
            throw Problem.notFound("There is no project '" + project + "'.");
        }
        call.project();
        if (route.permission() != Permission.VIEW) {
            String stage = route.stageOf().apply(call);
            if (!access.may(call.actor(), route.permission(), project, stage)) {
                throw Problem.forbidden(
                        route.permission(),
                        stage == null ? "project '" + project + "'" : "Stage '" + stage + "' of '" + project + "'");
            }
        }
    }

    private String tag(Call call) {
        String project = call.projectName();
        return "W/\"" + instance + "-" + engine.projects().definitionVersion(project) + "-"
                + engine.state(project).version() + "\"";
    }

    private static boolean matches(String tags, String tag) {
        return Arrays.stream(tags.split(",")).map(String::trim).anyMatch(known -> known.equals(tag));
    }

    /** Asked for every second by every open board, so it is kept until something changes or time alone changes it. */
    private ApiResponse graph(Call call) {
        // The version is read first: should the state change in between, the answer is newer than its tag, never older.
        String version = tag(call);
        Rendered known = graphs.get(call.projectName());
        if (known == null || !known.version().equals(version) || isStale(known, call.now())) {
            ProjectGraph graph = ProjectGraph.of(call.project(), call.state(), call.now());
            String tag = known != null && known.version().equals(version)
                    ? version.substring(0, version.length() - 1) + "-"
                            + call.now().toEpochMilli() + "\""
                    : version;
            known = new Rendered(
                    version, graph.staleAt(), tag, ApiResponse.ok(graph).with("ETag", tag));
            graphs.put(call.projectName(), known);
        }
        String tag = known.tag();
        return call.header("if-none-match").filter(tags -> matches(tags, tag)).isPresent()
                ? ApiResponse.unchanged(tag)
                : known.response();
    }

    private static boolean isStale(Rendered rendered, Instant now) {
        return rendered.staleAt() != null && !now.isBefore(rendered.staleAt());
    }

    private ApiResponse projects(Call call) {
        String after = call.after().orElse("");
        return ApiResponse.ok(Page.of(
                engine.projects().all().stream()
                        .filter(project -> access.may(call.actor(), Permission.VIEW, project.name(), null))
                        .sorted(Comparator.comparing(project -> project.name()))
                        .filter(project -> project.name().compareTo(after) > 0),
                call.limit(),
                project -> project.name(),
                project -> ProjectView.of(project, engine.state(project.name()))));
    }

    /** What the asker may do in a project as a whole, and at each Stage. */
    private record AccessView(String actor, List<Permission> project, Map<String, List<Permission>> stages) {}

    private ApiResponse permissions(Call call) {
        Map<String, List<Permission>> stages = new java.util.TreeMap<>();
        call.project().stages().keySet().forEach(stage -> stages.put(stage, permissions(call, stage)));
        return ApiResponse.ok(new AccessView(call.actor().toString(), permissions(call, null), stages));
    }

    private List<Permission> permissions(Call call, @Nullable String stage) {
        return Arrays.stream(Permission.values())
                .filter(permission -> access.may(call.actor(), permission, call.projectName(), stage))
                .toList();
    }
}
