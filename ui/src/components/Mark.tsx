/** The mark of Second Opinion: two pages that speak, the second answering the first. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg className="so-mark" viewBox="0 0 512 512" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        className="so-mark__first"
        d="M76 40h220a36 36 0 0 1 36 36v196a36 36 0 0 1-36 36H148l-66 62a10 10 0 0 1-17-7v-55a36 36 0 0 1-25-36V76a36 36 0 0 1 36-36z"
      />
      <path
        className="so-mark__gap"
        d="M216 148h220a52 52 0 0 1 52 52v196a52 52 0 0 1-28 46v38a26 26 0 0 1-44 19l-55-51H216a52 52 0 0 1-52-52V200a52 52 0 0 1 52-52z"
      />
      <path
        className="so-mark__second"
        d="M216 164h220a36 36 0 0 1 36 36v196a36 36 0 0 1-28 35v49a10 10 0 0 1-17 7l-60-55H216a36 36 0 0 1-36-36V200a36 36 0 0 1 36-36z"
      />
      <path className="so-mark__lines" d="M232 236h188M232 298h188M232 360h108" />
    </svg>
  );
}
