/** Six lines of a log: what a log must contain, and what that already shows. Times in ms after 14:02:11. */
const LINES = [
  { ms: 482, host: "web-1", label: "page start" },
  { ms: 484, host: "feed-2", label: "rank start" },
  { ms: 485, host: "ads-1", label: "auction start" },
  { ms: 546, host: "feed-2", label: "rank end" },
  { ms: 655, host: "ads-1", label: "auction end" },
  { ms: 671, host: "web-1", label: "page ready" },
] as const;

const REQUEST = "7f3a9c21";
const COLUMNS = ["time", "host", "request", "label"] as const;

/** The lines as a table, each value in the tint of its role. */
export function SixLinesTable() {
  return (
    <table class="landing-log">
      <caption class="hidden">Six lines of a log with the role of each column</caption>
      <thead>
        <tr>
          {COLUMNS.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {LINES.map(({ ms, host, label }) => (
          <tr key={ms}>
            {[`14:02:11.${ms}`, host, REQUEST, label].map((text, at) => (
              <td key={COLUMNS[at]}>
                <span class={`role role-${COLUMNS[at]}`}>{text}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const [first, rank, auction, rankEnd, auctionEnd, last] = LINES;
const WIDTH = last.ms - first.ms;
/** Room right of the last line for its bar's end. */
const at = (ms: number) => `${((ms - first.ms) / WIDTH) * 92 + 2}%`;
const wide = (from: number, to: number) => `${((to - from) / WIDTH) * 92}%`;

const BARS = [
  { name: "page", y: 8, from: first.ms, to: last.ms, color: "c2", isCritical: false },
  { name: "rank", y: 40, from: rank.ms, to: rankEnd.ms, color: "c4", isCritical: false },
  { name: "auction", y: 72, from: auction.ms, to: auctionEnd.ms, color: "c3", isCritical: true },
] as const;

/** The same lines as the app reads them: what the page waits for, and what had time to spare. */
export function SixLinesPicture() {
  const slack = auctionEnd.ms - rankEnd.ms;
  return (
    <svg
      class="landing-picture"
      width="100%"
      height="118"
      role="img"
      aria-label={`The page waits for the auction; rank could end ${slack} ms later and nothing would change`}
    >
      <line class="landing-rule" x1="0" x2="100%" y1="98" y2="98" />
      {[500, 550, 600, 650].map((ms) => (
        <g key={ms}>
          <line class="landing-grid" x1={at(ms)} x2={at(ms)} y1="0" y2="98" />
          <text class="landing-tick" x={at(ms)} y="112" text-anchor="middle">
            {ms === 650 ? "11.650 s" : `11.${ms}`}
          </text>
        </g>
      ))}
      <rect class="landing-slack" x={at(rankEnd.ms)} y="40.5" width={wide(rankEnd.ms, auctionEnd.ms)} height="13" />
      {BARS.map(({ name, y, from, to, color, isCritical }) => (
        <g key={name}>
          <rect
            class={`landing-bar landing-${color} ${isCritical ? "landing-critical" : ""}`}
            x={at(from)}
            y={y}
            width={wide(from, to)}
            height="14"
            rx="2"
          />
          <text class="landing-name" x={at(from)} y={y + 11} dx="5">
            {name}
          </text>
        </g>
      ))}
      <text class="landing-tick" x={at(rankEnd.ms)} y="51" dx="6">
        slack {slack} ms
      </text>
      <line class="landing-path" x1={at(first.ms)} x2={at(first.ms)} y1="8" y2="79" />
      <line class="landing-path" x1={at(auctionEnd.ms)} x2={at(auctionEnd.ms)} y1="72" y2="15" />
      <line class="landing-path" x1={at(auctionEnd.ms)} x2={at(last.ms)} y1="15" y2="15" />
    </svg>
  );
}
