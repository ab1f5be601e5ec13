package dev.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityIT {

    private static final long PID = ProcessHandle.current().pid();

    @Test
    void shouldFindTheProcessThatWasWrittenDown() {
        String written = ProcessIdentity.of(PID).orElseThrow().toString();
        assertThat(ProcessIdentity.parse(written + "\n").flatMap(ProcessIdentity::find))
                .contains(ProcessHandle.current());
    }

    @Test
    void shouldNotFindAnotherProcessUnderTheSamePid() {
        String start = ProcessIdentity.of(PID).orElseThrow().start();
        assertThat(new ProcessIdentity(PID, "1" + start).find()).isEmpty();
        assertThat(new ProcessIdentity(PID, start.replace('@', '#')).find()).isEmpty();
    }

    @Test
    void shouldReadNothingFromADamagedText() {
        assertThat(ProcessIdentity.parse("")).isEmpty();
        assertThat(ProcessIdentity.parse("123")).isEmpty();
        assertThat(ProcessIdentity.parse("12x 1@boot")).isEmpty();
    }
}
