/**
 * The front door that every service has: {@code XMain} reads {@link dev.tocsin.events.service.Settings} and calls
 * {@code XApp.start(config)}, which returns a {@link dev.tocsin.events.service.RunningService}.
 */
package dev.tocsin.events.service;
