/**
 * What a person declares: the services of {@code tocsin.yml} with their defaults, and the keys that names become. Reads files and
 * watches them, and nothing else; what a service is once it is registered lives in {@code store}.
 */
package dev.tocsin.gateway.definitions;
