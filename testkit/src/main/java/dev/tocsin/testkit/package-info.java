/**
 * What tests of several rooms share: real Kafka, PostgreSQL and Redis as JUnit extensions, a stand-in for Slack, and a proxy
 * that breaks connections on purpose. The demo uses the stand-in too, to show what would have been sent.
 *
 * <p>Not for a running system: it keeps everything in memory and trusts whoever talks to it.
 */
package dev.tocsin.testkit;
