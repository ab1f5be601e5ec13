package dev.tocsin.allinone.demo;

import java.time.Duration;

/**
 * One incident of the script.
 *
 * @param service the name of the one service whose fault it is
 * @param begins after the start of the cycle
 * @param headline what happens, as the terminal tells it
 */
record Act(String service, Trouble trouble, Duration begins, Duration lasts, String headline) {

    Act {
        DemoService.named(service);
    }

    Duration ends() {
        return begins.plus(lasts);
    }
}
