package dev.backflow.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param nextPageToken what to send as {@code page_token} for the next part; null on the last
 */
record Items<T>(List<T> items, @Nullable String nextPageToken) {}
