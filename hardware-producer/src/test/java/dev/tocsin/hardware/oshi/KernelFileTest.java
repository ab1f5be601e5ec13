package dev.tocsin.hardware.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelFileTest {

    private final KernelFile file = new KernelFile(List.of(
            "cpu  9296 0 2387",
            "cpu0 4647 0 980",
            "intr 205716 0 25",
            "ctxt 422400",
            "softirq 150433 0 22571",
            "MemTotal:       24684084 kB",
            "broken x",
            "softirqs"));

    @Test
    void shouldFindTheFirstNumberOfALine() {
        assertThat(file.number("intr")).hasValue(205_716);
        assertThat(file.number("ctxt")).hasValue(422_400);
        assertThat(file.number("softirq")).hasValue(150_433);
        assertThat(file.number("MemTotal:")).hasValue(24_684_084);
    }

    @Test
    void shouldNotTakeALongerWordForTheWord() {
        assertThat(file.number("cpu")).hasValue(9_296);
        assertThat(file.number("soft")).isEmpty();
    }

    @Test
    void shouldBeEmptyWithoutSuchALineOrNumber() {
        assertThat(file.number("btime")).isEmpty();
        assertThat(file.number("broken")).isEmpty();
        assertThat(file.number("softirqs")).isEmpty();
    }
}
