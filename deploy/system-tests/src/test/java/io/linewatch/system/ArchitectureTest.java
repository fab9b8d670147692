package io.linewatch.system;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house; each says why, and what to do instead. */
@AnalyzeClasses(
    packages = "io.linewatch",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {
  private static final String[] PURE = {
    "io.linewatch.domain..",
    "io.linewatch.model.feature..",
    "io.linewatch.model.vibration..",
    "io.linewatch.model.stream.."
  };

  @ArchTest
  static final ArchRule domainKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("io.linewatch.domain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.linewatch.edge..",
              "io.linewatch.central..",
              "io.linewatch.model..",
              "io.linewatch.standalone..")
          .because("the plant's words must not hang on a program; move the word into the domain");

  @ArchTest
  static final ArchRule theModelStoreKnowsOnlyTheDomain =
      noClasses()
          .that()
          .resideInAPackage("io.linewatch.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.linewatch.edge..", "io.linewatch.central..", "io.linewatch.standalone..")
          .because(
              "a package of a model is read by agents and centre alike; turn the arrow, or move what is shared into the domain");

  @ArchTest
  static final ArchRule agentAndCentreMeetOnlyOnTheWire =
      noClasses()
          .that()
          .resideInAPackage("io.linewatch.edge..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.linewatch.central..", "io.linewatch.standalone..")
          .because("they are installed and updated apart; what both need belongs into the domain");

  @ArchTest
  static final ArchRule theCentreKnowsNoAgent =
      noClasses()
          .that()
          .resideInAPackage("io.linewatch.central..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.linewatch.edge..", "io.linewatch.standalone..")
          .because("they are installed and updated apart; what both need belongs into the domain");

  @ArchTest
  static final ArchRule programsLoadModelsButDoNotFitThem =
      noClasses()
          .that()
          .resideInAnyPackage("io.linewatch.edge..", "io.linewatch.central..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.linewatch.model.fit..", "io.linewatch.model.onnx..", "io.linewatch.model.cli..")
          .because(
              "a gateway carries only format, feature code and client; what it needs of a fit belongs into the package");

  @ArchTest
  static final ArchRule kafkaStaysAtItsBorders =
      noClasses()
          .that()
          .resideInAPackage("io.linewatch..")
          .and()
          .resideOutsideOfPackages(
              "io.linewatch.edge.publish..",
              "io.linewatch.edge.control..",
              "io.linewatch.central.topology..",
              "io.linewatch.central.history..",
              "io.linewatch.central.feed..",
              "io.linewatch.central.plant..",
              "io.linewatch.central.kafka..",
              // The composition root hands clients to those who own them.
              "io.linewatch.central",
              "io.linewatch.standalone.server..",
              // What came out is read where it came out; a fault may be a record.
              "io.linewatch.bench.faults.observation",
              "io.linewatch.bench.faults.catalogue",
              // What Kafka alone costs is measured on Kafka alone.
              "io.linewatch.bench.central",
              "io.linewatch.bench.latency")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("decisions must be testable without a broker; pass values, not records");

  @ArchTest
  static final ArchRule inferenceIsBehindOneDoor =
      noClasses()
          .that()
          .resideInAPackage("io.linewatch..")
          .and()
          .resideOutsideOfPackages(
              "io.linewatch.edge.inference..",
              // Where a fit runs the graph it wrote before it lets it out.
              "io.linewatch.model.onnx..",
              // What the runtime alone costs is measured on the runtime alone.
              "io.linewatch.bench.inference")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", "ai.onnxruntime..")
          .because(
              "native memory has one owner, who closes it; on a gateway ask edge.inference for scores, elsewhere model.onnx");

  @ArchTest
  static final ArchRule pahoIsBehindTheIntake =
      noClasses()
          .that()
          .resideInAPackage("io.linewatch..")
          .and()
          .resideOutsideOfPackages(
              "io.linewatch.edge.intake..",
              "io.linewatch.edge.local..",
              "io.linewatch.edge.replay..",
              "io.linewatch.standalone.line..",
              // A device of tests that is not ours.
              "io.linewatch.fixture.sparkplug",
              // What Paho alone costs is measured on Paho alone; a panel at the line is a client.
              "io.linewatch.bench.floor",
              "io.linewatch.bench.edge",
              "io.linewatch.bench.system",
              // The sensor gateway of the fault bench is a client like those of plants.
              "io.linewatch.bench.faults.stream",
              "io.linewatch.bench.latency")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.paho..")
          .because(
              "another client must be able to take its place behind the intake's tests; take an Intake");

  @ArchTest
  static final ArchRule sqlStaysInStores =
      noClasses()
          .that()
          .resideInAPackage("io.linewatch..")
          .and()
          .resideOutsideOfPackages(
              "io.linewatch.edge.outbox..",
              "io.linewatch.central.history..",
              "io.linewatch.central.plant..",
              "io.linewatch.central.auth..",
              "io.linewatch.central.picture..",
              "io.linewatch.central.feedback..",
              // The composition root hands the connections to the stores.
              "io.linewatch.central",
              // Makes the database and its owner, before there is any store.
              "io.linewatch.standalone.server..",
              // Compares what history holds with what it must hold, without history's own reader.
              "io.linewatch.bench.faults.observation",
              // Counts what is committed, and copies as the centre does.
              "io.linewatch.bench.central",
              // The floor of an import is a bare copy.
              "io.linewatch.bench.historian")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..")
          .because("a store is the one place that knows its tables; ask it");

  @ArchTest
  static final ArchRule httpStaysInConsolesAndStatusPages =
      noClasses()
          .that()
          .resideInAPackage("io.linewatch..")
          .and()
          .resideOutsideOfPackages(
              "io.linewatch.central.console..",
              "io.linewatch.edge.status..",
              "io.linewatch.model.server..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.javalin..")
          .because(
              "what a page shows must be there without a page; let the route ask a class of its own");

  @ArchTest
  static final ArchRule pureCodeHasNoClockAndNoChance =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethodWhere(target(owner(resideInAPackage("java.time.."))).and(target(name("now"))))
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.time\\.(Clock|InstantSource)|java\\.util\\.Random")
          .because("what decides live must decide the same in replay: time is an argument");

  @ArchTest
  static final ArchRule pureCodeTouchesNothingOutside =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.lang\\.(Thread|Process|Runtime)|java\\.io\\.(File|RandomAccessFile).*"
                  // An URI is text; whatever else is there opens connections.
                  + "|java\\.net\\.(?!URI$|URISyntaxException$).*")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.util.concurrent..")
          .because("pure code has no I/O and no threads; give it what it needs as arguments");

  @ArchTest
  static final ArchRule packagesOfTheDomainHaveNoCycle = noCycleIn("io.linewatch.domain.(*)..");

  @ArchTest
  static final ArchRule packagesOfTheModelStoreHaveNoCycle = noCycleIn("io.linewatch.model.(*)..");

  @ArchTest
  static final ArchRule packagesOfTheAgentHaveNoCycle = noCycleIn("io.linewatch.edge.(*)..");

  @ArchTest
  static final ArchRule packagesOfTheCentreHaveNoCycle = noCycleIn("io.linewatch.central.(*)..");

  @ArchTest
  static final ArchRule packagesOfTheStandaloneHaveNoCycle =
      noCycleIn("io.linewatch.standalone.(*)..");

  @ArchTest
  static final ArchRule packagesOfTheBenchesHaveNoCycle = noCycleIn("io.linewatch.bench.(*)..");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .that()
          .resideInAPackage("io.linewatch..")
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .because("such a name says that nobody knew what it is; name the concept");

  private static ArchRule noCycleIn(String packages) {
    return slices()
        .matching(packages)
        .should()
        .beFreeOfCycles()
        .because(
            "packages that need each other are one; move what both use below them, or turn one"
                + " arrow by an interface at its user");
  }
}
