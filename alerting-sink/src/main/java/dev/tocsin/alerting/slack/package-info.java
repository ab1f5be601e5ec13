/**
 * The Slack channel: an incoming webhook, Block Kit, one request a second. The only place that knows OkHttp and Slack's
 * markup; what the message says is made here, what happened comes in a {@link dev.tocsin.alerting.channel.Message}.
 */
package dev.tocsin.alerting.slack;
