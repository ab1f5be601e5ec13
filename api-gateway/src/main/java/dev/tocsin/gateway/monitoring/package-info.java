/**
 * Configuration for a Prometheus, Alertmanager and Grafana that watch this gateway: rules, queries, dashboard. The files under
 * {@code monitoring/} of the class path are what those servers load; the gateway serves the very same.
 */
package dev.tocsin.gateway.monitoring;
