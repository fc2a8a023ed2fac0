import { notFound, type Reply } from '../reply.ts';
import { type Context, ok, param, type Routes } from '../route.ts';
import { repositoryShape, userShape } from '../shapes.ts';

function permissionLevel(context: Context): Reply {
  const login = param(context, 'username');
  const level = context.repo.collaborators.get(login) ?? (context.repo.private ? 'none' : 'read');
  if (!context.state.users.has(login)) throw notFound();
  const rights = {
    admin: level === 'admin',
    maintain: level === 'admin' || level === 'maintain',
    push: level === 'admin' || level === 'maintain' || level === 'write',
    pull: level !== 'none',
  };
  const permissions = { ...rights, triage: rights.push };
  const user = { ...userShape(context.state, login), permissions, role_name: level };
  // The older field does not know the role `maintain`.
  return ok({ permission: level === 'maintain' ? 'write' : level, role_name: level, user });
}

export const repositoryRoutes = {
  'repos/get': {
    grants: ['metadata:read'],
    handle: (context) => ok(repositoryShape(context.state, context.repo)),
  },
  'repos/get-collaborator-permission-level': { grants: ['metadata:read'], handle: permissionLevel },
} satisfies Routes;
