/**
 * One HTTP exchange at a time, over kept connections, with TLS, proxies, time limits and
 * cancellation. Internal. The only door to Apache HttpClient.
 */
@NullMarked
package dev.lamina.http;

import org.jspecify.annotations.NullMarked;
