/**
 * The real Kafka, PostgreSQL and Redis, started by one JVM on the loopback interface without installing anything. Kafka
 * runs inside the JVM; the other two are child processes whose executables are unpacked into the data folder.
 *
 * <p>Each part keeps everything below {@code <data folder>/<part>}: its lock, its port, its log, its files. A part that was
 * not closed (the JVM was killed) is ended and recovered at the next start with the same data folder. Kafka has no log file
 * of its own: it logs through slf4j, so whoever starts it routes the loggers {@code kafka}, {@code org.apache.kafka} and
 * {@code state.change.logger} to a file.
 *
 * <p>Not for more than one machine, and not for data that must survive the loss of a disk: each part is a single node.
 */
package dev.tocsin.embedded;
