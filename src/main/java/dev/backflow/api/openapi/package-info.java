/**
 * The OpenAPI document, made from the mappings, their javadoc and the records that go over the wire, with examples.
 *
 * <p>Read {@link dev.backflow.api.openapi.ApiDescription}.
 */
@NullMarked
package dev.backflow.api.openapi;

import org.jspecify.annotations.NullMarked;
