import { Component, type ComponentType, type FunctionComponent } from "preact";

/** The component, drawn again only when one of its properties is another: for those of which there are hundreds. */
export function memo<Props extends object>(Inner: FunctionComponent<Props>): ComponentType<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const before = this.props as Props;
      return (Object.keys(next) as (keyof Props)[]).some((name) => next[name] !== before[name]);
    }

    override render() {
      return <Inner {...(this.props as Props)} />;
    }
  };
}
