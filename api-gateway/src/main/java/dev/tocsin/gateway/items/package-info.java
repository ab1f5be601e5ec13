/** The small data API of FastAPI Metrics Monitoring: items in memory, gone after a restart. Nothing else of Tocsin uses it. */
package dev.tocsin.gateway.items;
