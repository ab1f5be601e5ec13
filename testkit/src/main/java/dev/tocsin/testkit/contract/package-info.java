/**
 * Runs an OpenAPI document against a running server: its examples, the errors that it names, and random requests made from
 * it. It knows nothing of the server but its address and the document, so rooms that start more parts can use it as it is.
 */
package dev.tocsin.testkit.contract;
