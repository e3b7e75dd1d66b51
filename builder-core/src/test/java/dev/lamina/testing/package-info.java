/** What tests share: laws over generated input, goldens, peers, processes. */
@NullMarked
package dev.lamina.testing;

import org.jspecify.annotations.NullMarked;
