/** HTTP and WebSocket: routes, what requests may say, how answers and errors look. The only importer of Javalin. */
package dev.tocsin.gateway.web;
