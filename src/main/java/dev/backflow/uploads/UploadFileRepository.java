package dev.backflow.uploads;

import org.springframework.data.jpa.repository.JpaRepository;

/** The stored files. */
interface UploadFileRepository extends JpaRepository<UploadFile, String> {}
