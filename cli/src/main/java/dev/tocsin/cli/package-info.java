/**
 * The commands behind {@code ./tocsin}, one class each. They turn options into a configuration and events into lines; what is
 * started and how it is wired is decided in {@code dev.tocsin.allinone}. Not for services: each has a {@code XMain} of its
 * own.
 */
package dev.tocsin.cli;
