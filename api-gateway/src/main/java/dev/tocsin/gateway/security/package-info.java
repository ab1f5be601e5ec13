/**
 * Who may ask the gateway what, and how often: keys, scopes, rate limits, origins, and the addresses that a service may
 * have. Plain decisions, which know neither HTTP nor Postgres: {@code web} asks them at its door, {@code store} keeps the
 * keys.
 */
package dev.tocsin.gateway.security;
