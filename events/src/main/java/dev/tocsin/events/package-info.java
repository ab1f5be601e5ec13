/**
 * Everything that crosses a wire: the records, their JSON codecs, the topics that carry them.
 *
 * <p>Services meet in topics, never in each other's classes, so this room is what they all share and it depends on
 * nothing but the JDK and Jackson. A record here is immutable, validates what it can in its constructor, and says in its
 * Javadoc which topic carries it, under which key, in which units. Reading is tolerant of fields it does not know and
 * strict about limits: 64 KiB a document, depth 16, 200 characters a name.
 *
 * <p>Do not put arithmetic or decisions here; they live in {@code dev.tocsin.health}. The one exception is {@code guard},
 * because gateway and prober must judge addresses alike and share no other room.
 */
package dev.tocsin.events;
