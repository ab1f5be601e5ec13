package dev.tocsin.allinone;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** The walls between the rooms, and the habits that a machine can check. A failure names the class and the line. */
class WallsTest {

    private static final String ROOT = "dev.tocsin.";
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tocsin");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events",
                "health",
                "embedded",
                "testkit",
                "job",
                "probe",
                "hardware",
                "alerting",
                "gateway",
                "allinone"
            })
    void shouldKnowEveryRoom(String room) {
        // An empty room would keep every wall.
        assertThat(HOUSE.stream().filter(type -> type.getPackageName().startsWith(ROOT + room)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "events,",
        "health, events",
        "embedded, events",
        "testkit, events health embedded",
        "job, events health",
        "probe, events",
        "hardware, events",
        "alerting, events",
        "gateway, events health",
    })
    void shouldKnowOnlyTheRoomsBelow(String room, String below) {
        Stream<String> known =
                Stream.concat(Stream.of(room), below == null ? Stream.empty() : Stream.of(below.split(" ")));
        String[] packages = known.map(WallsTest::room).toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(room(room))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.tocsin..").and(resideOutsideOfPackages(packages)))
                .check(HOUSE);
    }

    @Test
    void shouldKeepTheEventsToTheJdkAndJackson() {
        classes()
                .that()
                .resideInAPackage(room("events"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.fasterxml.jackson..", room("events"))
                .check(HOUSE);
    }

    @Test
    void shouldKeepTheArithmeticPure() {
        classes()
                .that()
                .resideInAPackage(room("health"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", room("health"), room("events"))
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage(room("health"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..", "java.util.concurrent..")
                .check(HOUSE);
    }

    @ParameterizedTest
    @CsvSource({
        "io.javalin.., dev.tocsin.gateway.web..",
        "okhttp3.., dev.tocsin.probe.http.. dev.tocsin.alerting.slack..",
        "oshi.., dev.tocsin.hardware.oshi..",
        "redis.clients.., dev.tocsin.alerting.redis..",
        "redis.embedded.., dev.tocsin.embedded..",
        "org.apache.flink.., dev.tocsin.job.. dev.tocsin.allinone..",
    })
    void shouldKeepALibraryInItsRoom(String library, String rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms.split(" "))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(HOUSE);
    }

    @Test
    void shouldReadClockAndEnvironmentOnlyAtTheFrontDoor() {
        DescribedPredicate<JavaClass> frontDoor = describe(
                "XMain, XApp, XConfig or testkit",
                type -> Stream.of("Main", "App", "Config")
                                .anyMatch(outermost(type).getSimpleName()::endsWith)
                        || type.getPackageName().startsWith(ROOT + "testkit"));
        noClasses()
                .that(DescribedPredicate.not(frontDoor))
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(HOUSE);
    }

    @Test
    void shouldCallLoggersLogger() {
        fields().that().haveRawType(Logger.class).should().haveName("logger").check(HOUSE);
    }

    @Test
    void shouldNameClassesByWhatTheyAre() {
        List<String> empty = List.of("Manager", "Util", "Utils", "Helper", "Impl", "Base", "Data", "Info");

        assertThat(HOUSE.stream().filter(type -> empty.stream().anyMatch(type.getSimpleName()::endsWith)))
                .isEmpty();
    }

    @Test
    void shouldHaveNoCyclesBetweenRooms() {
        slices().matching("dev.tocsin.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    /** A room's root package holds its front door, which wires the others, and its configuration, which they know. */
    @Test
    void shouldHaveNoCyclesBetweenThePackagesInsideARoom() {
        slices().matching("dev.tocsin.(*).(*)..")
                .should()
                .beFreeOfCycles()
                // The list of all types that cross a Flink edge knows them all, and their operators know the list.
                .ignoreDependency(resideInAPackage("dev.tocsin.job.serialization"), alwaysTrue())
                .check(HOUSE);
    }

    private static String room(String name) {
        return ROOT + name + "..";
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(WallsTest::outermost).orElse(type);
    }
}
