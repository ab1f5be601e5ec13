/**
 * A Flink cluster inside this process, for trying Tocsin and for one machine: one JobManager, one TaskManager, the web
 * page, checkpoints on the local disk. Not for more than one machine; there the same jobs run on a cluster of their own.
 */
package dev.tocsin.allinone.flink;
