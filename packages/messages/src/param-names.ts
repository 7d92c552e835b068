type Before<Text extends string, End extends string> = Text extends `${infer Start}${End}${string}` ? Start : Text;

/**
 * The arguments that an ICU message names. `Inside` is what the braces left of here opened, the innermost first:
 * t for text, a for an argument.
 */
export type ParamNames<
  Text extends string,
  Inside extends string = 't',
  Found = never,
> = Text extends `${infer Start}{${infer Rest}`
  ? Start extends `${string}}${string}`
    ? Text extends `${string}}${infer After}`
      ? ParamNames<After, Inside extends `${'t' | 'a'}${infer Outer}` ? Outer : 't', Found>
      : Found
    : Inside extends `t${string}`
      ? ParamNames<Rest, `a${Inside}`, Found | Before<Before<Rest, '}'>, ','>>
      : ParamNames<Rest, `t${Inside}`, Found>
  : Found;
