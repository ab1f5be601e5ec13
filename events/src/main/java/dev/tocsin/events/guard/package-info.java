/**
 * Which addresses may be connected to. What is probed is typed in by users, and a redirect or a name server can point
 * anywhere, so without a guard a prober is a door into the network it stands in: to loopback services, to private
 * hosts, to the metadata address that hands out a cloud machine's credentials.
 *
 * <p>The guard judges addresses, never the text that led to them: however a host is written (decimal, octal, hex, with
 * userinfo, by a name that resolves differently each time), in the end there is one address to connect to. A prober
 * must therefore ask for each address at the moment of connecting. The gateway asks as well, when a service is registered,
 * so that who makes a mistake hears of it at once; that check protects nothing, since a name may resolve anew.
 */
package dev.tocsin.events.guard;
