/** An earlier plan may have made one, and vPlus may sign in with it: Terraform lets go of it and leaves it there. */
export const letGo = (type: string) => `removed {
  from = ${type}.vplus

  lifecycle {
    destroy = false
  }
}

`;
