package dev.backflow.storage;

/**
 * A checkpoint ready to be stored.
 *
 * @param kept whether it stays when later ones come
 * @param bytes the checkpoint, compressed
 */
public record EncodedCheckpoint(int epoch, boolean kept, byte[] bytes) {

    public static EncodedCheckpoint of(Checkpoint checkpoint, boolean kept) {
        return new EncodedCheckpoint(checkpoint.epoch(), kept, CheckpointCodec.encode(checkpoint));
    }
}
