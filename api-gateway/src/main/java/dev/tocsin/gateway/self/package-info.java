/**
 * How the gateway itself is: its process, its requests, and what follows from them: score, conditions, trends. Pure arithmetic
 * over two observers, {@link dev.tocsin.gateway.self.ProcessWatch} and {@link dev.tocsin.gateway.self.RequestWindows}. What is
 * watched for others stands on the board, and never here.
 */
package dev.tocsin.gateway.self;
