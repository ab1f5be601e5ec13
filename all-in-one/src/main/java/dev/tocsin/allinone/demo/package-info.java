/**
 * A small world to watch: five HTTP services on loopback that live, depend on each other and fail by a script, and a
 * generator of telemetry. Every random choice comes from one seed. Not for load tests: it is made to cost next to nothing.
 */
package dev.tocsin.allinone.demo;
