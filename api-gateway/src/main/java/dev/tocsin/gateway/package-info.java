/**
 * The front of the house: REST, WebSocket and dashboard, the registered services, and the tables and topics that the other
 * services rely on.
 *
 * <p>It computes no health figure of its own and decides nothing about incidents: it shows what the detection job found and
 * what the recording job stored, with the arithmetic of {@code dev.tocsin.health}. Not the place for rules, nor for
 * notifications.
 *
 * <ul>
 *   <li>{@code definitions}: {@code tocsin.yml}
 *   <li>{@code store}: Postgres, the truth about services and the history of everything else
 *   <li>{@code kafka}: topics, ticks, publishing and the one reading thread
 *   <li>{@code board}: the newest state of everything, in memory
 *   <li>{@code live}: what is pushed to browsers
 *   <li>{@code exposition}: the Prometheus families
 *   <li>{@code security}: who may ask what, and how often
 *   <li>{@code web}: the only part that knows Javalin
 * </ul>
 */
package dev.tocsin.gateway;
