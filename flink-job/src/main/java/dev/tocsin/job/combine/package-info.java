/** Aggregation before the shuffle: thousands of observations of a series cross the network as one cell. */
package dev.tocsin.job.combine;
