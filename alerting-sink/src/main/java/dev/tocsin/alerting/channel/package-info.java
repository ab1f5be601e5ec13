/**
 * What a channel is: somewhere people read messages. A new channel is one package that implements {@link
 * dev.tocsin.alerting.channel.Channel} and one line in {@code AlertingApp}. Nothing here knows a protocol.
 */
package dev.tocsin.alerting.channel;
