/** Figures that people read, computed from aggregates; their definitions, with source, stand here and nowhere else. */
package dev.tocsin.health.figures;
