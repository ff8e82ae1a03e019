package dev.backflow.engine.products;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.ejml.data.FMatrixRMaj;

/** Memory outside the heap, which a native library reads in place; arrays would be copied at every call. */
final class NativeMatrix {

    private final FloatBuffer memory;
    private final FloatPointer address;

    NativeMatrix(int elements) {
        memory = ByteBuffer.allocateDirect(Math.multiplyExact(elements, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        address = new FloatPointer(memory);
    }

    FloatPointer address() {
        return address;
    }

    /** Takes {@code width} columns from {@code from} on. */
    void take(FMatrixRMaj matrix, int from, int width) {
        if (width == matrix.numCols) {
            memory.put(0, matrix.data, 0, matrix.getNumElements());
            return;
        }
        for (int row = 0; row < matrix.numRows; row++) {
            memory.put(row * width, matrix.data, row * matrix.numCols + from, width);
        }
    }

    /** Copies {@code width} columns back, from column {@code from} on. */
    void give(FMatrixRMaj matrix, int from, int width) {
        if (width == matrix.numCols) {
            memory.get(0, matrix.data, 0, matrix.getNumElements());
            return;
        }
        for (int row = 0; row < matrix.numRows; row++) {
            memory.get(row * width, matrix.data, row * matrix.numCols + from, width);
        }
    }
}
