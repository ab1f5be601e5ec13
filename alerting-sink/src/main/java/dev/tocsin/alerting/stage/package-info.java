/**
 * The stages of one transition on one channel, one file each: {@link dev.tocsin.alerting.stage.Stages} is the list.
 *
 * <p>Those that decide (route, dedupe, mute) are pure: what they need to know comes in an {@link
 * dev.tocsin.alerting.stage.Attempt}, and they answer with a {@link dev.tocsin.alerting.stage.Verdict} that carries its
 * reason. Those that act (send, record) are the only ones that write. When and how often to try is not decided here but
 * in {@code delivery}.
 */
package dev.tocsin.alerting.stage;
