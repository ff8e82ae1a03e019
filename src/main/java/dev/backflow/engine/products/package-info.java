/**
 * Matrix products: loops in Java for small kernels, OpenBLAS for large ones. This is where the time goes.
 *
 * <p>Read {@link dev.backflow.engine.products.Products} and {@link dev.backflow.engine.products.Blas}.
 */
@NullMarked
package dev.backflow.engine.products;

import org.jspecify.annotations.NullMarked;
