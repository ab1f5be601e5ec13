/** What the commands ask a running gateway for, and how that compares with a configuration. */
package dev.tocsin.cli.gateway;
