package dev.backflow.runs;

import org.springframework.data.jpa.repository.JpaRepository;

/** What was fitted, by the ids of runs. */
interface FittedDataRepository extends JpaRepository<FittedData, String> {}
