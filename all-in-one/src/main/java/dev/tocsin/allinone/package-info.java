/**
 * The whole of Tocsin in one process: embedded Kafka, Postgres, Redis and Flink, every service, and for the demo a small
 * world to watch. For trying it and for a single machine; a cluster runs the same services and jobs one by one, each by its
 * own {@code XMain}, and needs nothing from here.
 */
package dev.tocsin.allinone;
