/** The experiment definition file as the tutorial prints it. It must load unchanged. */
export const tutorialDefinition = `experiments:
  rounding-float:
    comparators:
      - body:
      - statuscode:
      - headers:
          - content-type
    path: round
    control:
      name: Round Node8.10
      arn: arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:control-round
    candidates:
      candidate-1:
        name: Round Python3-math
        arn: arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:candidate-round-python3-math
      candidate-2:
        name: Round python-3-round
        arn: arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:candidate-round-python3-round
`;
