import { Icon } from "../shared/icon.tsx";
import "./failed-view.css";

interface FailedViewProps {
  readonly message: string;
  /** A result from before is still there to go back to. */
  readonly hasResult: boolean;
  readonly onFiles: () => void;
  readonly onBack: () => void;
}

/** What was seen, what is kept, what to do. */
export function FailedView({ message, hasResult, onFiles, onBack }: FailedViewProps) {
  return (
    <div class="failed" role="alert">
      <Icon name="error" />
      <div>
        <h1>These files could not be analysed.</h1>
        <p class="failed-message">{message}</p>
        <p class="failed-advice">
          Whydunit reads logs of lines (text, key=value, CSV, JSON), traces (Jaeger, Zipkin, OTLP, Chrome, HAR), XES and
          Parquet, plain or in gzip, zstd, zip and tar. Each record needs a time and an id that all records of one
          request share. The files were only read, never changed.
        </p>
        <p class="failed-actions">
          <button type="button" class="button button-primary" onClick={onFiles}>
            <Icon name="file" />
            Open other files
          </button>
          <button type="button" class="button" onClick={onBack}>
            {hasResult ? "Back to the result" : "Back to the start"}
          </button>
        </p>
      </div>
    </div>
  );
}
