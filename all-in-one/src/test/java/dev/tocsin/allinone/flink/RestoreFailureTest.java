package dev.tocsin.allinone.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestoreFailureTest {

    @Test
    void shouldNameTheInnermostCause() {
        assertThat(RestoreFailure.in("""
                        java.lang.RuntimeException: Error while getting state
                        \tat somewhere
                        Caused by: org.apache.flink.util.StateMigrationException: For heap backends, the serializer
                        Caused by: java.io.InvalidClassException: Sketch
                        """)).contains("java.io.InvalidClassException: Sketch");
    }

    @Test
    void shouldNameTheFailureItselfWhereItHasNoCause() {
        assertThat(RestoreFailure.in("java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint x\n"))
                .contains("java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint x");
    }

    @Test
    void shouldNotTakeADatabaseThatIsAwayForIt() {
        assertThat(RestoreFailure.in("""
                        org.apache.flink.util.FlinkRuntimeException: the writer failed
                        Caused by: org.postgresql.util.PSQLException: Connection to 127.0.0.1:5432 refused
                        """)).isEmpty();
    }
}
