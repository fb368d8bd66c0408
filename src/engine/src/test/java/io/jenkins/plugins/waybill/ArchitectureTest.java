package io.jenkins.plugins.waybill;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The house of the engine: which room is on which floor, and that nobody looks up. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    static final String ROOT = "io.jenkins.plugins.waybill";

    private static final List<List<String>> FLOORS = List.of(
            List.of("host"),
            List.of("model", "semver", "store", "audit", "http", "cloud"),
            List.of("workspace", "git", "registry", "expression", "manifest"),
            List.of("warehouse", "argocd", "forge", "notify", "webhook", "approval"),
            List.of("step"),
            List.of("promotion", "verification", "policy", "insight", "migration"),
            List.of("engine"),
            List.of("api"));

    private static final DescribedPredicate<JavaClass> OWN =
            DescribedPredicate.describe("own", type -> type.getPackageName().startsWith(ROOT + "."));

    @ArchTest
    static final ArchRule lowerFloorsKnowNothingOfUpperOnes = classes()
            .that(OWN)
            .should(new ArchCondition<>("depend only on rooms of their own floor and of those below") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    int floor = floor(type);
                    type.getDirectDependenciesFromSelf().stream()
                            .filter(dependency -> OWN.test(dependency.getTargetClass()))
                            .filter(dependency -> floor(dependency.getTargetClass()) > floor)
                            .forEach(dependency -> events.add(SimpleConditionEvent.violated(
                                    dependency, "looks up: " + dependency.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule roomsAreFreeOfCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theEngineKnowsNeitherJenkinsNorAWebServer = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..", "jakarta.servlet..", "javax.servlet..");

    /** Its limits, its certificates and its proxy hold for everybody. */
    @ArchTest
    static final ArchRule onlyOneRoomSendsRequests = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".http")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static void everyRoomIsOnAFloor(JavaClasses classes) {
        TreeSet<String> rooms = new TreeSet<>();
        classes.stream().filter(OWN).forEach(type -> rooms.add(room(type)));

        assertThat(FLOORS.stream().flatMap(List::stream)).containsAll(rooms);
    }

    @ArchTest
    static void everyPackageSaysWhatItIsForAndMarksItsNulls(JavaClasses classes) {
        Map<String, Boolean> marked = new TreeMap<>();
        classes.stream()
                .filter(OWN)
                .filter(type -> !type.getPackageName().endsWith(".expression.grammar")) // Generated.
                .map(JavaClass::getPackage)
                .forEach(home -> marked.put(home.getName(), isNullMarked(home)));

        assertThat(marked).isNotEmpty().doesNotContainValue(false);
    }

    private static boolean isNullMarked(JavaPackage home) {
        return home.getPackageInfo().isAnnotatedWith(NullMarked.class);
    }

    private static String room(JavaClass type) {
        String below = type.getPackageName().substring(ROOT.length() + 1);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    private static int floor(JavaClass type) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(room(type))) {
                return floor;
            }
        }
        throw new AssertionError("Room '" + room(type) + "' is on no floor; give it one here and in the architecture.");
    }
}
