/**
 * What the all-in-one process takes of the machine it runs on, and gives back: a data directory, ports, memory, processor
 * time. Not for services: they are told their ports and know no data directory.
 */
package dev.tocsin.allinone.machine;
