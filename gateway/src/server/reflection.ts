// Server reflection (grpc.reflection.v1), so that generic tools can list and call what is here without the .proto files.

import { type DescFile, type DescService, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { Code, type ConnectRouter } from '@connectrpc/connect';
import { ServerReflection } from '#gen/grpc/reflection/v1/reflection_pb.ts';

export function reflectionRoutes(router: ConnectRouter, services: readonly DescService[]): void {
  const files = withDependencies(services.map((service) => service.file));
  const bySymbol = new Map(
    [...files.values()].flatMap((file) => symbolsOf(file).map((name) => [name, file] as const)),
  );
  const answer = (file: DescFile | undefined) =>
    file
      ? ({
          case: 'fileDescriptorResponse',
          value: {
            fileDescriptorProto: [...withDependencies([file]).values()].map(({ proto }) =>
              toBinary(FileDescriptorProtoSchema, proto),
            ),
          },
        } as const)
      : problem(Code.NotFound, 'There is no such symbol or file.');
  router.service(ServerReflection, {
    async *serverReflectionInfo(requests) {
      for await (const request of requests) {
        const asked = request.messageRequest;
        const messageResponse =
          asked.case === 'listServices'
            ? ({
                case: 'listServicesResponse',
                value: { service: services.map((service) => ({ name: service.typeName })) },
              } as const)
            : asked.case === 'fileByFilename'
              ? answer(files.get(asked.value))
              : asked.case === 'fileContainingSymbol'
                ? answer(bySymbol.get(asked.value))
                : problem(Code.Unimplemented, 'There are no extensions here.');
        yield { validHost: request.host, originalRequest: request, messageResponse };
      }
    },
  });
}

function problem(errorCode: Code, errorMessage: string) {
  return { case: 'errorResponse', value: { errorCode, errorMessage } } as const;
}

// By name with its ending, as other languages ask for it.
function withDependencies(roots: readonly DescFile[]): Map<string, DescFile> {
  const all = new Map<string, DescFile>();
  const visit = (file: DescFile): void => {
    const name = `${file.name}.proto`;
    if (all.has(name)) return;
    all.set(name, file);
    for (const dependency of file.dependencies) visit(dependency);
  };
  for (const root of roots) visit(root);
  return all;
}

function symbolsOf(file: DescFile): string[] {
  return [
    ...file.services.flatMap((service) => [
      service.typeName,
      ...service.methods.map((method) => `${service.typeName}.${method.name}`),
    ]),
    ...file.messages.map((message) => message.typeName),
    ...file.enums.map((enumeration) => enumeration.typeName),
  ];
}
